Hello ${to.name},

your account ${usernames} at ${provider.name} belongs to another one
that is to be deleted, and goes with it. Your backups are deleted on:

    ${date}

Until then you can restore everything. After that it is gone for good.

Only the holder of that other account can keep both: please talk to
them if you want your backups to stay.

${provider.name}
${provider.url}
