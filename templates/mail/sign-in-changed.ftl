Hello ${to.name},

<#if change == "on">
from now on, signing in to ${provider.name} as
${login} takes a code of your app, too.
<#elseif change == "off">
signing in to ${provider.name} as ${login}
takes no code of an app any more: the password is enough.
<#elseif change == "reset">
the second step of your sign-in to ${provider.name} as
${login} was taken away for you, so that you can set up
another app.
<#elseif change == "new_recovery_codes">
new recovery codes were made for your sign-in to ${provider.name}
as ${login}. Those before open nothing any more.
<#elseif change == "recovery_code_used">
somebody signed in to ${provider.name} as ${login}
with one of your recovery codes. It opens nothing any more.
<#elseif change == "passkey_added">
a passkey was added with which one signs in to ${provider.name}
as ${login}, without a password.
<#elseif change == "openid_linked">
you were let in to ${provider.name} as ${login}
by the sign-in of your company (OpenID Connect), for the first time.
<#elseif change == "password_changed">
your password for signing in to ${provider.name} as
${login} was changed.
<#elseif change == "password_given">
somebody who looks after the sign-ins gave you a new password for
${provider.name} as ${login}. They tell you what it is.
Choose one of your own after you signed in with it.
<#elseif change == "passkey_removed">
a passkey of your sign-in to ${provider.name} as
${login} was removed. It opens nothing any more.
</#if>

<#if change?starts_with("password")>
If that was you, or you asked for it, you need not do anything. If not,
choose a new password at once; every browser is signed out then:

    ${provider.url}/${area}/forgotten
<#else>
If that was you, or you asked for it, you need not do anything. If not,
choose a new password at once, and sign out all other browsers:

    ${provider.url}/${area}/sessions
</#if>

Then write to us, please.

${provider.name}
${provider.url}
