Guten Tag ${to.name},

das Passwort des Kontos ${username} bei ${provider.name} wurde geändert,
und jeder angemeldete Browser ist abgemeldet.

Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, kannte jemand
anderes Ihr Passwort oder liest Ihre E-Mails. Wählen Sie sofort ein
neues, und auch eines für Ihr E-Mail-Postfach. Dann schreiben Sie uns
bitte. Ihre Sicherungen sind noch da.

    ${provider.url}/account/forgotten

${provider.name}
${provider.url}
