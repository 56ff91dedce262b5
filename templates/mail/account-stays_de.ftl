Guten Tag ${to.name},

Ihre Sicherungen des Kontos ${usernames} bei ${provider.name} bleiben.
An dem Tag, den wir Ihnen genannt haben, wird nichts gelöscht: Seitdem
hat jemand gesichert, sich angemeldet, dem Konto mehr Zeit gegeben oder
gesagt, dass es bleiben soll.

Wenn Ihre Sicherungen doch gelöscht werden sollen, sagen Sie es in Ihrem
Konto.

    ${provider.url}/account

${provider.name}
${provider.url}
