<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

Ihr Konto ${account.username} bei ${provider.name} geht mit dem, zu dem
es gehört. Ihre Sicherungen werden am ${account.date} gelöscht.

Bis dahin können Sie alles zurückholen. Danach ist es endgültig weg.

Nur der Inhaber des anderen Kontos kann beide behalten: Bitte sprechen
Sie mit ihm, wenn Ihre Sicherungen bleiben sollen. Wenn Sie sie nicht
brauchen, müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
