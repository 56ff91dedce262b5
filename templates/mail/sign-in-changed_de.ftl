Guten Tag ${to.name},

<#if change == "on">
von jetzt an braucht die Anmeldung bei ${provider.name} als ${login}
auch einen Code Ihrer App.

<#elseif change == "off">
die Anmeldung bei ${provider.name} als ${login} braucht keinen Code
einer App mehr: Das Passwort genügt.

<#elseif change == "reset">
der zweite Schritt Ihrer Anmeldung bei ${provider.name} als ${login}
wurde Ihnen abgenommen, damit Sie eine andere App einrichten können.

<#elseif change == "new_recovery_codes">
für Ihre Anmeldung bei ${provider.name} als ${login} wurden neue
Ersatzcodes erstellt. Die bisherigen öffnen nichts mehr.

<#elseif change == "recovery_code_used">
jemand hat sich bei ${provider.name} als ${login} mit einem Ihrer
Ersatzcodes angemeldet. Er öffnet nichts mehr.

<#elseif change == "passkey_added">
es wurde ein Passkey hinzugefügt, mit dem man sich bei ${provider.name}
als ${login} anmeldet, ohne Passwort.

<#elseif change == "openid_linked">
Sie wurden bei ${provider.name} als ${login} zum ersten Mal
über die Anmeldung Ihrer Firma (OpenID Connect) eingelassen.

<#elseif change == "password_changed">
Ihr Passwort für die Anmeldung bei ${provider.name} als ${login}
wurde geändert.

<#elseif change == "password_given">
jemand, der die Anmeldungen betreut, hat Ihnen ein neues Passwort für
${provider.name} als ${login} gegeben und nennt es Ihnen. Wählen Sie
ein eigenes, wenn Sie sich damit angemeldet haben.

<#elseif change == "passkey_removed">
ein Passkey Ihrer Anmeldung bei ${provider.name} als ${login} wurde
entfernt. Er öffnet nichts mehr.

</#if>
<#if change?starts_with("password")>
Wenn Sie das waren oder darum gebeten haben, müssen Sie nichts tun. Wenn
nicht, wählen Sie sofort ein neues Passwort; dann sind alle Browser
abgemeldet. Dann schreiben Sie uns bitte.

    ${provider.url}/${area}/forgotten
<#else>
Wenn Sie das waren oder darum gebeten haben, müssen Sie nichts tun. Wenn
nicht, wählen Sie sofort ein neues Passwort und melden Sie alle anderen
Browser ab. Dann schreiben Sie uns bitte.

    ${provider.url}/${area}/sessions
</#if>

${provider.name}
${provider.url}
