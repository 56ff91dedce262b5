Hello ${to.name},

we wrote that the time of your account ${usernames} at
${provider.name} is over. That was our mistake: a clock of ours was
wrong.

Your account runs until ${date}, as it did before,
and takes backups again. Nothing is deleted on the day that we told
you, and you need not do anything. We are sorry for the trouble.

${provider.name}
${provider.url}
