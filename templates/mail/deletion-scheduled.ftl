Hello ${to.name},

your account ${usernames} at ${provider.name} is to be deleted, since
its software was removed or somebody asked for it. We plan to delete
your backups on:

    ${date}

Until then you can restore everything. After that it is gone for good.

If you want to keep your backups, take it back in your account:

    ${provider.url}/account

While your time runs, backing up once more does the same.

${provider.name}
${provider.url}
