Guten Tag ${to.name},

vor drei Monaten wurde Ihr Konto bei ${provider.name} gelöscht. Wir
schreiben heute zum letzten Mal, und damit verlässt Ihre E-Mail-Adresse
unsere Liste.

Wenn Sie uns sagen möchten, warum Sie gegangen sind, antworten Sie
einfach auf diese Nachricht. Wenn Sie wieder eine Sicherung brauchen,
eröffnet eine Karte oder ein Code jederzeit ein neues Konto:
${provider.url}/redeem

Sie bekommen diese Nachricht, weil Sie zugestimmt haben, als Sie ein
Konto hatten. Abbestellen

    ${secret.unsubscribe}

${provider.name}
${provider.url}
