Guten Tag,

Sie oder jemand mit Ihrer E-Mail-Adresse hat um ${days} kostenlose Tage
Online-Sicherung bei ${provider.name} gebeten.

Probezeit starten (innerhalb eines Tages)

    ${provider.url}/trial/confirm?token=${secret.token}

Wenn Sie es nicht waren, müssen Sie nichts tun: Nichts wird eröffnet,
und die Adresse ist nach einem Tag vergessen.

${provider.name}
${provider.url}
