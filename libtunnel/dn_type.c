/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Attributes of distinguished names; apart, because the compiler needs no more. */
#include "libtunnel/address.h"
#include "libtunnel/dn.h"

/* By profiles' names, the names and letters that tools write, and OIDs. */
static const struct {
    tunnel_dn_attribute attribute;
    const char *type;
} types[] = {
    {DN_CN, "cn"},
    {DN_CN, "commonname"},
    {DN_CN, "2.5.4.3"},
    {DN_C, "c"},
    {DN_C, "countryname"},
    {DN_C, "2.5.4.6"},
    {DN_L, "l"},
    {DN_L, "localityname"},
    {DN_L, "2.5.4.7"},
    {DN_O, "o"},
    {DN_O, "organizationname"},
    {DN_O, "2.5.4.10"},
    {DN_OU, "ou"},
    {DN_OU, "organizationalunitname"},
    {DN_OU, "2.5.4.11"},
    {DN_DC, "dc"},
    {DN_DC, "domaincomponent"},
    {DN_DC, "0.9.2342.19200300.100.1.25"},
    {DN_SN, "sn"},
    {DN_SN, "surname"},
    {DN_SN, "2.5.4.4"},
    {DN_GN, "gn"},
    {DN_GN, "g"},
    {DN_GN, "givenname"},
    {DN_GN, "2.5.4.42"},
    {DN_N, "n"},
    {DN_N, "unstructuredname"},
    {DN_N, "1.2.840.113549.1.9.2"},
    {DN_I, "i"},
    {DN_I, "initials"},
    {DN_I, "2.5.4.43"},
    {DN_GENQ, "genq"},
    {DN_GENQ, "generationqualifier"},
    {DN_GENQ, "2.5.4.44"},
    {DN_DNQ, "dnq"},
    {DN_DNQ, "dnqualifier"},
    {DN_DNQ, "2.5.4.46"},
    {DN_T, "t"},
    {DN_T, "title"},
    {DN_T, "2.5.4.12"},
    {DN_EA, "ea"},
    {DN_EA, "e"},
    {DN_EA, "emailaddress"},
    {DN_EA, "1.2.840.113549.1.9.1"},
    {DN_ST, "st"},
    {DN_ST, "sp"},
    {DN_ST, "s"},
    {DN_ST, "stateorprovincename"},
    {DN_ST, "2.5.4.8"},
};

tunnel_dn_attribute tunnel_dn_attribute_of(tunnel_text_t type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (tunnel_compare_stored(types[i].type, type) == 0)
            return types[i].attribute;
    return DN_OTHER;
}
