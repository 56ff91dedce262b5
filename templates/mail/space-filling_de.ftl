Guten Tag ${to.name},

die Sicherungen Ihres Kontos ${account.username} bei ${provider.name}
belegen ${account.percent} % seines Speichers: ${account.used} von
${account.bound}.<#if account.whose == "shared"> So viel speichern es
und seine Unterkonten zusammen.</#if>

Nichts ist verloren, wenn er voll ist: Sie können alles zurückholen,
aber neue Sicherungen werden abgelehnt, bis wieder Platz ist.

Um Platz zu schaffen, entfernen Sie alte Sicherungen. Mit restic:

    restic forget --keep-within 1y --prune --max-repack-size 0

Setzen Sie statt 1y die Zeit ein, auf die Sie zurückblicken möchten.
--max-repack-size 0 geht auch, wenn alles voll ist.

Hier sehen Sie Ihren Speicher und die Grenze, die Sie sich selbst
gesetzt haben.

    ${provider.url}/account

<#if others?has_content>
Auch diese werden voll:

<#list others as other>
    ${other.username}: ${other.percent} %, ${other.used} von ${other.bound}
</#list>

</#if>
Wenn Sie mehr Speicher brauchen, fragen Sie ${provider.name} bitte nach
einem größeren Tarif.

${provider.name}
${provider.url}
