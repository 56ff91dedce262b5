Hello ${to.name},

<#switch asker!>
<#case "holder">
you asked us to delete your account ${username} at ${provider.name}.
<#break>
<#case "parent">
the holder of the account that your account ${username}
at ${provider.name} belongs to asked us to delete yours.
<#break>
<#case "software">
the software of your account ${username} at ${provider.name} was removed.
<#break>
<#default>
${provider.name} has asked for your account ${username} to be deleted.
</#switch>
You have paid time left, so nothing happens unless you say so: your
backups stay, and you can restore them at any time.

If you want them deleted, confirm it within seven days on this page:

    ${provider.url}/account/uninstall/confirm?token=${secret.token}

Otherwise you need not do anything.

${provider.name}
${provider.url}
