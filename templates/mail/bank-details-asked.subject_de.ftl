Jemand bat ${provider.name}, ${retailer} auf ein <#if before??>anderes </#if>Bankkonto zu zahlen
