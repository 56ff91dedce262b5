<#import "/reminder.ftl" as reminder>
Guten Tag ${to.name},

Ihr Konto ${account.username} bei ${provider.name} soll gelöscht werden,
weil seine Software entfernt wurde oder jemand darum gebeten hat. Ihre
Sicherungen werden am ${account.date} gelöscht.

Bis dahin können Sie alles zurückholen. Danach ist es endgültig weg.

Wenn Sie Ihre Sicherungen behalten möchten, nehmen Sie es in Ihrem Konto
zurück; solange Ihre Zeit läuft, genügt es auch, noch einmal zu sichern.

    ${provider.url}/account

Auch eine Karte oder ein Code erhält sie.

    ${provider.url}/redeem

Wenn sie gelöscht werden sollen, müssen Sie nichts tun.

<@reminder.rest/>
${provider.name}
${provider.url}
