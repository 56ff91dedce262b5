Guten Tag ${to.name},

die Zeit Ihres Kontos ${usernames} bei ${provider.name} ist vorbei,
darum werden neue Sicherungen von jetzt an abgelehnt. Nichts ist
verloren: Sie können alles zurückholen.

Wir bewahren Ihre Sicherungen bis zum ${date} auf. Danach werden sie
endgültig gelöscht.

Um weiterzumachen, lösen Sie eine Karte oder einen Code ein: Die
Sicherungen gehen sofort weiter, und nichts wird gelöscht.

    ${provider.url}/redeem

Wenn Sie das Konto nicht mehr möchten, holen Sie vor diesem Tag zurück,
was Sie brauchen; sonst müssen Sie nichts tun.

${provider.name}
${provider.url}
