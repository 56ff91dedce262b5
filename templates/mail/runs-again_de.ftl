Guten Tag ${to.name},

wir haben geschrieben, dass die Zeit Ihres Kontos ${usernames} bei
${provider.name} vorbei ist. Das war unser Fehler: Eine Uhr von uns ging
falsch.

Ihr Konto läuft bis zum ${date}, wie zuvor, und nimmt wieder Sicherungen
an. An dem Tag, den wir Ihnen genannt haben, wird nichts gelöscht, und
Sie müssen nichts tun. Bitte entschuldigen Sie die Mühe.

${provider.name}
${provider.url}
