# A helper function of a module of its own: null decides, in lower case and without Stop.
function Set-OurPartner($PartnerId) {
    try {
        $PartnerInfo = get-AzManagementPartner -ErrorAction SilentlyContinue
        if ($null -eq $PartnerInfo) { new-AzManagementPartner -PartnerId $PartnerId } else { update-AzManagementPartner -PartnerId $PartnerId }
    }
    catch { 'never reached without Stop' }
}
