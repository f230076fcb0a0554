/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/nvm.h"

#include "libtunnel/view.h"

_Static_assert((int)TUNNEL_NVM_VPN == (int)NVM_NETWORK_TYPE__VPN &&
                   (int)TUNNEL_NVM_TRUSTED == (int)NVM_NETWORK_TYPE__TRUSTED &&
                   (int)TUNNEL_NVM_UNTRUSTED == (int)NVM_NETWORK_TYPE__UNTRUSTED,
               "networks stand in the order of the schema");

const tunnel_collection *tunnel_collection_of(const tunnel_policy *policy, tunnel_nvm_class network,
                                              bool knox, tunnel_explanation *why)
{
    const uint32_t *of = knox ? policy->root->knox_collections : policy->root->device_collections;
    uint32_t index = of[(unsigned)network % 3];
    if (index == TUNNEL_NONE) {
        tunnel_note(policy, why, NVM_DATA_COLLECTION_POLICY, (tunnel_text_t){NULL, 0}, TUNNEL_NONE);
        return NULL;
    }
    const tunnel_collection *found = TUNNEL_AT(policy, tunnel_collection, COLLECTIONS, index);
    tunnel_note(policy, why, NVM_DATA_COLLECTION_POLICY, tunnel_slice(policy, found->name),
                found->position);
    return found;
}
