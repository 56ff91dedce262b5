Guten Tag ${to.name},

${provider.name} hat einen Teil der Zeit Ihres Kontos ${usernames}
zurückgenommen. Sie endet jetzt am ${date}
statt am ${oldDate}.

<#if deletes??>
Am ${deletes} wird alles gelöscht, wenn Sie das Konto nicht vorher
verlängern. Bis dahin können Sie alles zurückholen.

<#elseif freezes??>
Die Sicherungen gehen bis zum ${freezes} weiter. Danach können Sie immer
noch alles zurückholen, und wir sagen Ihnen Bescheid, bevor etwas
gelöscht wird.

</#if>
Wenn Sie meinen, dass das falsch ist, antworten Sie bitte auf diese
Nachricht oder rufen Sie uns an. Um weiterzumachen, lösen Sie eine Karte
oder einen Code ein.

    ${provider.url}/redeem

${provider.name}
${provider.url}
