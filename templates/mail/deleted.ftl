Hello ${to.name},

your account ${username} at ${provider.name} and all its backups were
deleted on ${date}, as announced.

The storage confirmed that it removed ${removed}, and
that nothing is left.

We have removed your name and address from this account too, and send
nothing more about it.

${provider.name}
${provider.url}
