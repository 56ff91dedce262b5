Hello ${to.name},

your account for online backup (${plan}) at ${provider.name} is open.

Sign in:    ${provider.url}/account
User name:  ${username}
Password:   ${secret.password}

The password is for the first time only: you choose your own once you
have signed in.

<#if username?ends_with("…")>
Only the beginning of the user name is here, since nobody has confirmed
yet that this is your address. This page sends you a link that shows all
of it:

    ${provider.url}/account/forgotten

</#if>
<#if software??>
Get our backup software here; it asks for the address, user and
password of your repository:

    ${software}

</#if>
To start your first backup with restic, install it from
https://restic.net and type these lines in a terminal, one after the
other. ~/Documents stands for a folder of yours.

    export RESTIC_REPOSITORY='${repository?replace("://", "://" + repositoryUser + ":PASSWORD@")}'
    restic init
    restic backup ~/Documents

PASSWORD stands for the password of your repository. It was shown when
the account was opened and is never sent by mail. If it is not at hand,
make a new one in your account.

If you did not ask for this account, somebody may have mistyped their
e-mail address. Then you need not do anything.

${provider.name}
${provider.url}
