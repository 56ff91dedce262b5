Guten Tag ${to.name},

Ihr Konto ${usernames} bei ${provider.name} gehört zu einem anderen, das
gelöscht werden soll, und geht mit ihm. Ihre Sicherungen werden am
${date} gelöscht.

Bis dahin können Sie alles zurückholen. Danach ist es endgültig weg.

Nur der Inhaber des anderen Kontos kann beide behalten: Bitte sprechen
Sie mit ihm, wenn Ihre Sicherungen bleiben sollen.

${provider.name}
${provider.url}
