Guten Tag ${to.name},

Ihr Konto ${username} bei ${provider.name} und alle seine Sicherungen
wurden am ${date} gelöscht, wie angekündigt.

Der Speicher hat bestätigt, dass er ${removed} entfernt hat und nichts
übrig ist.

Auch Ihren Namen und Ihre Adresse haben wir aus diesem Konto entfernt
und senden nichts mehr dazu.

${provider.name}
${provider.url}
