<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

die Zeit Ihres Kontos ${account.username} bei ${provider.name} ist
vorbei. Noch läuft alles, bis zum ${account.date}.

Danach werden neue Sicherungen abgelehnt. Eine Weile können Sie noch
alles zurückholen, und wir sagen Ihnen, bis wann.

Um ohne Lücke weiterzumachen, lösen Sie eine Karte oder einen Code ein.

    ${provider.url}/redeem

Wenn Sie nicht weitermachen möchten, müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
