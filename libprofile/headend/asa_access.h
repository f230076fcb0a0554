/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: address pools, access lists, objects and address translation. Part of asa.h. */
#ifndef ACP_ASA_ACCESS_H
#define ACP_ASA_ACCESS_H

#include "headend/config.h"
#include "headend/ip.h"

struct acp_asa;

/* ip local pool VPN_Pool 192.168.10.1-192.168.10.100 mask 255.255.255.0 (002:L141-149)
 * ipv6 local pool NAME 2001:db8::1/64 100 */
typedef struct acp_asa_pool {
    const struct acp_asa_pool *next;
    const acp_line *line;
    acp_cli name;
    acp_cli addresses;  /* 192.168.10.1-192.168.10.100; IPv6: 2001:db8::1/64 */
    acp_cli mask;       /* IPv4 only */
    acp_ip_range range; /* family 0: not readable */
} acp_asa_pool;

typedef enum {
    ACP_ASA_ADDRESS_NONE,      /* none in this place */
    ACP_ASA_ADDRESS_ANY,       /* any, any4, any6 */
    ACP_ASA_ADDRESS_NETWORK,   /* host A, A MASK, A/PREFIX, range: see range */
    ACP_ASA_ADDRESS_OBJECT,    /* object NAME */
    ACP_ASA_ADDRESS_GROUP,     /* object-group NAME */
    ACP_ASA_ADDRESS_FQDN,      /* fqdn in an object */
    ACP_ASA_ADDRESS_INTERFACE, /* interface NAMEIF */
    ACP_ASA_ADDRESS_UNREAD,    /* something else, or an address or mask that is none */
} acp_asa_address_kind;

typedef struct {
    acp_asa_address_kind kind;
    uint8_t family;     /* 4, 6; 0: both or not known (any, names) */
    acp_cli value;      /* any | the address | the name */
    acp_cli mask;       /* as written behind the address */
    acp_ip_range range; /* of NETWORK with a usable mask, else family 0 */
} acp_asa_address;

typedef enum { ACP_ASA_ACE_PERMIT, ACP_ASA_ACE_DENY } acp_asa_action;
typedef enum { ACP_ASA_PORT_ANY, ACP_ASA_PORT_ONE, ACP_ASA_PORT_SEVERAL } acp_asa_port_kind;

/* Ports of one side: nothing, "eq 443", "range 1 1023", "gt"/"lt"/"neq N", "object-group G". */
typedef struct {
    acp_asa_port_kind kind; /* ONE: eq; SEVERAL: every other form */
    acp_cli value;          /* first word behind the operator */
} acp_asa_port;

/* One entry. access-list N standard permit 172.16.0.0 255.255.0.0 (002:L158): only source is set.
 * access-list N [extended] permit PROTOCOL SOURCE [PORTS] DESTINATION [PORTS] ... */
typedef struct acp_asa_ace {
    const struct acp_asa_ace *next;
    const acp_line *line;
    acp_asa_action action;
    bool inactive;
    acp_cli protocol; /* ip, tcp, udp, icmp, ...; standard: not set. "object-group": its name */
    acp_asa_address source, destination;
    acp_asa_port source_port, destination_port;
} acp_asa_ace;

/* All access-list lines of one name, remarks left out. */
typedef struct acp_asa_acl {
    const struct acp_asa_acl *next;
    const acp_line *line; /* the first */
    acp_cli name;
    bool standard; /* its first entry says standard */
    const acp_asa_ace *entries;
    size_t count; /* as written */
} acp_asa_acl;

/* object network NAME: host | subnet | range | fqdn; nat (real,mapped) ... goes to asa->nats. */
typedef struct acp_asa_object {
    const struct acp_asa_object *next;
    const acp_line *line;
    acp_cli name;
    acp_asa_address address; /* NONE: a service object or an empty one */
} acp_asa_object;

/* network-object ..., group-object NAME (kind GROUP) */
typedef struct acp_asa_member {
    const struct acp_asa_member *next;
    const acp_line *line;
    acp_asa_address address;
} acp_asa_member;

/* object-group network NAME; groups of other types have no members here */
typedef struct acp_asa_object_group {
    const struct acp_asa_object_group *next;
    const acp_line *line;
    acp_cli name;
    acp_cli type; /* network, service, protocol, ... */
    const acp_asa_member *members;
} acp_asa_object_group;

typedef enum {
    ACP_ASA_NAT_TWICE,     /* nat (inside,outside) source static A A destination static B B */
    ACP_ASA_NAT_OBJECT,    /* object network A / nat (inside,outside) dynamic interface */
    ACP_ASA_NAT_EXEMPTION, /* nat (inside) 0 access-list A (003:L18614-18616) */
    ACP_ASA_NAT_OLD,       /* nat (inside) 1 10.0.0.0 255.0.0.0 */
} acp_asa_nat_kind;

typedef struct acp_asa_nat {
    const struct acp_asa_nat *next;
    const acp_line *line;
    acp_asa_nat_kind kind;
    bool inactive, dynamic;     /* source dynamic (also OLD with an id other than 0) */
    acp_cli real_if, mapped_if; /* inside, outside; OLD, EXEMPTION: only real_if */
    acp_cli real, mapped; /* TWICE: object names or any; OBJECT: the object and what it becomes */
    acp_cli real_to, mapped_to; /* TWICE: destination static MAPPED REAL */
    acp_cli acl;                /* EXEMPTION, and OLD with access-list */
    acp_asa_address source;     /* OLD: the addresses */
} acp_asa_nat;

/* Entries of one family that the ASA makes of an access list, objects and object groups expanded:
 * for each entry sources times destinations. family 4 or 6; "any" counts for both. Saturates at
 * 1,000,000. */
size_t acp_asa_acl_expanded(const struct acp_asa *asa, const acp_asa_acl *acl, uint8_t family);

/* Every network an address stands for, objects and groups expanded, is handed to each(); ANY gives
 * a range per family. Each group is gone through once. It ends when each() returns false. false:
 * something in it is no network (fqdn, interface, undefined name). */
typedef bool acp_asa_each_range(acp_ip_range range, void *data);
bool acp_asa_address_ranges(const struct acp_asa *asa, const acp_asa_address *address,
                            acp_asa_each_range *each, void *data);
/* The same by the name of an object or object group (NAT lines name them without saying which). */
bool acp_asa_named_ranges(const struct acp_asa *asa, acp_slice name, acp_asa_each_range *each,
                          void *data);

#endif
