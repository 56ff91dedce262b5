Hello ${to.name},

your backups of the account ${usernames} at ${provider.name} stay.
Nothing is deleted on the day that we told you: somebody has backed up
since, signed in, given the account more time or said that it shall
stay.

If you want your backups deleted after all, say so in your account:

    ${provider.url}/account

${provider.name}
${provider.url}
