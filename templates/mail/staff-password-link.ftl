Hello ${to.name},

somebody, probably you, asked for a new password at ${provider.name}.
Set it on this page within an hour of this mail:

    ${provider.url}/${area}/forgotten/new?token=${secret.token}

Until then your password stays as it is. If you did not ask for this,
you need not do anything.

${provider.name}
${provider.url}
