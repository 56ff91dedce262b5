Guten Tag ${to.name},

in ${outlet} hatte jemand den richtigen Code eines Artikels, den keine Kasse verkauft hat: 

<#list serials as serial>
    ${serial}
</#list>

Sein Rubbelfeld oder seine Schachtel wurde vielleicht geöffnet. Bitte
legen Sie ihn beiseite, sehen Sie sich die Artikel daneben an und
verkaufen Sie nicht, was berührt aussieht.

<#if carton??>
Die Codes von zwei Artikeln eines Kartons wurden versucht. Was vom
Karton ${carton} noch nicht verkauft ist, ist gesperrt: Die Kassen
lehnen es ab, bis ${provider.name} es sich angesehen hat.

</#if>
Was wir wissen, steht unter „Zu prüfen“.

    ${provider.url}/retail/cases

${provider.name}
${provider.url}
