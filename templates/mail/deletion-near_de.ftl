<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

die Zeit Ihres Kontos ${account.username} bei ${provider.name} ist seit
einer Weile vorbei, und Ihre Sicherungen werden am ${account.date}
gelöscht.

Bis dahin können Sie alles zurückholen. Danach ist es endgültig weg.

Um Ihre Sicherungen zu behalten, lösen Sie eine Karte oder einen Code
ein.

    ${provider.url}/redeem

Wenn Sie das Konto nicht mehr möchten, holen Sie vor diesem Tag zurück,
was Sie brauchen; sonst müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
