Hello ${to.name},

mail about the account ${username} at ${provider.name} goes to another
address from now on<#if hint??>, ${hint}</#if>, as its holder wanted it. This is the
last mail to the old one.

If that was not you, somebody else can sign in to your account. Please
write to us at once; your backups are still there.

${provider.name}
${provider.url}
