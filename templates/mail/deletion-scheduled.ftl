Hello ${to.name},

the software of your account ${usernames} at ${provider.name} was
removed, so we plan to delete your backups:

    ${date}

Until then you can restore everything. After that it is gone for good.

If you want to keep your backups, take it back in your account:

    ${provider.url}/account

While your time runs, backing up once more does the same.

${provider.name}
${provider.url}
