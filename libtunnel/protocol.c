/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/protocol.h"

#include "libtunnel/address.h"

int tunnel_protocol_of(tunnel_text_t name)
{
    static const struct {
        const char *name;
        int number;
    } protocols[] = {{"icmp", 1}, {"igmp", 2}, {"tcp", 6},     {"udp", 17},  {"gre", 47},
                     {"esp", 50}, {"ah", 51},  {"icmpv6", 58}, {"sctp", 132}};
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        if (tunnel_compare_stored(protocols[i].name, name) == 0)
            return protocols[i].number;
    return -1;
}
