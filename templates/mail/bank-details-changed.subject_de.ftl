${provider.name} zahlt ${retailer} auf ein <#if before??>anderes </#if>Bankkonto
