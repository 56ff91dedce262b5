Hello ${to.name},

${provider.name} has given your account ${usernames} ${period} more.
It runs until ${date} now. You need not do anything.

What you have, and until when, stands in your account:

    ${provider.url}/account

${provider.name}
${provider.url}
