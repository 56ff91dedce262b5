Guten Tag,

E-Mails zu einem Konto bei ${provider.name} sollen von jetzt an an diese
Adresse gehen. Wenn das stimmt, bestätigen Sie es innerhalb eines Tages;
auf der Seite steht auch, um welches Konto es geht.

    ${provider.url}/account/contact/confirm?token=${secret.token}

Wenn Sie von keinem Konto wissen, hat sich vielleicht jemand bei seiner
Adresse vertippt. Dann müssen Sie nichts tun, und Sie bekommen nichts.

${provider.name}
${provider.url}
