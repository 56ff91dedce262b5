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
<#elseif change == "passkey_removed">
a passkey of your sign-in to ${provider.name} as
${login} was removed. It opens nothing any more.
</#if>

If that was you, or you asked for it, you need not do anything. If not,
choose a new password at once, and sign out all other browsers:

    ${provider.url}/${area}/sessions

Then write to us, please.

${provider.name}
${provider.url}
