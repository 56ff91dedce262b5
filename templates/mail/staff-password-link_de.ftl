Guten Tag ${to.name},

jemand, wahrscheinlich Sie, hat bei ${provider.name} um ein neues
Passwort gebeten. Setzen Sie es innerhalb einer Stunde nach dieser
E-Mail.

    ${provider.url}/${area}/forgotten/new?token=${secret.token}

Bis dahin bleibt Ihr Passwort, wie es ist. Wenn Sie nicht darum gebeten
haben, müssen Sie nichts tun.

${provider.name}
${provider.url}
