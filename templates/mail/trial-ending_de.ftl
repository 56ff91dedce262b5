<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

Ihre kostenlose Zeit der Online-Sicherung bei ${provider.name} (Konto
${account.username}) endet am ${account.date}.

Von da an werden neue Sicherungen abgelehnt. Was Sie gesichert haben,
wird eine Weile aufbewahrt, und wir sagen Ihnen, bis wann.

Um ohne Lücke weiterzumachen, lösen Sie eine Karte oder einen Code ein.
Die Zeit kommt zu dem hinzu, was Sie noch haben.

    ${provider.url}/redeem

Wenn Sie nicht weitermachen möchten, müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
