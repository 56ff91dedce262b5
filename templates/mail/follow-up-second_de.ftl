Guten Tag ${to.name},

vor einem Monat wurde Ihr Konto bei ${provider.name} gelöscht. Wenn wir
etwas hätten besser machen sollen, würden wir es gern hören: Antworten
Sie einfach auf diese Nachricht.

Wenn Sie wieder eine Sicherung brauchen, eröffnet eine Karte oder ein
Code jederzeit ein neues Konto: ${provider.url}/redeem

Sie bekommen diese Nachricht, weil Sie zugestimmt haben, als Sie ein
Konto hatten. Abbestellen

    ${secret.unsubscribe}

${provider.name}
${provider.url}
