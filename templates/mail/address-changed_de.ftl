Guten Tag ${to.name},

die Sicherungen Ihres Kontos ${username} bei ${provider.name} liegen
jetzt auf einem anderen Rechner. Sie sind alle da, und Benutzername und
Passwort bleiben, wie sie sind. Die neue Adresse des Repositorys ist:

    ${repository}

Es eilt nicht: Die alte Adresse gilt, bis ${provider.name} sie
abschaltet. Wenn Sie das nächste Mal in den Einstellungen Ihres
Sicherungsprogramms sind, tragen Sie die neue ein.

Sie steht auch in Ihrem Konto.

    ${provider.url}/account

${provider.name}
${provider.url}
