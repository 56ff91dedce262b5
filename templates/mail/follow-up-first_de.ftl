Guten Tag ${to.name},

Ihr Konto bei ${provider.name} ist gelöscht, und damit alles, was Sie
gesichert hatten.

Sie waren einverstanden, dass wir fragen: Warum sind Sie gegangen? War
es der Preis, die Software, etwas, das nicht ging? Zwei Wörter genügen:
Antworten Sie einfach auf diese Nachricht. Jemand liest es, und es hilft
denen, die noch bei uns sind.

Sie bekommen diese Nachricht, weil Sie zugestimmt haben, als Sie ein
Konto hatten. Abbestellen

    ${secret.unsubscribe}

${provider.name}
${provider.url}
