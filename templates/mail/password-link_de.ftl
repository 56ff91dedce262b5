Guten Tag ${to.name},

jemand, wahrscheinlich Sie, hat bei ${provider.name} um ein neues
Passwort gebeten. Setzen Sie es innerhalb einer Stunde nach dieser
E-Mail:

<#list usernames as username>
Ein neues Passwort für ${username}
    ${provider.url}/account/forgotten/new?token=${secret[username]}

</#list>

Bis dahin bleibt Ihr Passwort, wie es ist. Wenn Sie nicht darum gebeten
haben, müssen Sie nichts tun.

Das Passwort Ihres Repositorys und Ihr eigenes Passwort für die
Verschlüsselung Ihrer Sicherungen sind andere und bleiben, wie sie sind.

${provider.name}
${provider.url}
