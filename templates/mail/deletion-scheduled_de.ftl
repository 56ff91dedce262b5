Guten Tag ${to.name},

Ihr Konto ${usernames} bei ${provider.name} soll gelöscht werden, weil
seine Software entfernt wurde oder jemand darum gebeten hat. Wir wollen
Ihre Sicherungen am ${date} löschen.

Bis dahin können Sie alles zurückholen. Danach ist es endgültig weg.

Wenn Sie Ihre Sicherungen behalten möchten, nehmen Sie es in Ihrem Konto
zurück. Solange Ihre Zeit läuft, genügt es auch, noch einmal zu sichern.

    ${provider.url}/account

${provider.name}
${provider.url}
