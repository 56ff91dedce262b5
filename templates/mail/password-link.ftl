Hello ${to.name},

somebody, probably you, asked for a new password at ${provider.name}.
Set it on this page within an hour of this mail:

<#list usernames as username>
${username}
    ${provider.url}/account/forgotten/new?token=${secret[username]}

</#list>
Until then your password stays as it is. If you did not ask for this,
you need not do anything.

The password of your repository and your own password for the encryption
of your backups are others, and stay as they are.

${provider.name}
${provider.url}
