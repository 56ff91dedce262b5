Guten Tag ${to.name},

für Ihr Konto ${usernames} wurde ein Code eingelöst.

Eingelöst:    ${product}
Tarif:        ${plan}
Neu dazu:     ${period}
Läuft bis:    ${date}

Sie müssen nichts tun. Was Sie haben und bis wann, steht in Ihrem Konto;
dort melden Sie sich mit Benutzername und Passwort an.

    ${provider.url}/account

Wenn ihn niemand eingelöst hat, den Sie kennen, schreiben Sie uns bitte.

${provider.name}
${provider.url}
