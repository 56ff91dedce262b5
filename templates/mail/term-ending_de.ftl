<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

die Zeit Ihres Kontos ${account.username} bei ${provider.name} endet am
${account.date}.

Neue Sicherungen werden bis zum ${account.freezes} angenommen. Danach
werden sie abgelehnt, bis Sie das Konto verlängern.

Um ohne Lücke weiterzumachen, lösen Sie eine Karte oder einen Code ein.
Die Zeit kommt zu dem hinzu, was Sie noch haben.

    ${provider.url}/redeem

Wenn Sie nicht weitermachen möchten, müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
