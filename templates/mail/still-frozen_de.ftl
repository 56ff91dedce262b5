<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

neue Sicherungen Ihres Kontos ${account.username} bei ${provider.name}
werden abgelehnt, weil seine Zeit vorbei ist. Sie können alles
zurückholen bis zum ${account.date}.

Danach werden Ihre Sicherungen endgültig gelöscht.

Um weiterzumachen, lösen Sie eine Karte oder einen Code ein. Die
Sicherungen gehen sofort weiter, und nichts wird gelöscht.

    ${provider.url}/redeem

Wenn Sie das Konto nicht mehr möchten, holen Sie vor diesem Tag zurück,
was Sie brauchen; sonst müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
