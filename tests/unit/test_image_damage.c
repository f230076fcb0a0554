/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Policy images that are not as any compiler makes them: cut off, changed bit by bit, signed by
 * somebody else, of another version. */
#include "../images.h"

/* What opening says; the policy is closed again. */
static tunnel_status try_open(image from, const tunnel_keys *keys, char why[256])
{
    tunnel_policy *policy = NULL;
    tunnel_status status =
        tunnel_policy_open_memory(from.bytes, from.size, keys, &policy, why, 256);
    assert_int_equal(!policy, status != TUNNEL_OK);
    tunnel_policy_close(policy);
    return status;
}

static void expect(image from, const tunnel_keys *keys, tunnel_status wanted, const char *words)
{
    char why[256] = "";
    tunnel_status status = try_open(from, keys, why);
    if (status != wanted || !strstr(why, words))
        fail_msg("%s (%s), wanted %s with \"%s\"", tunnel_status_text(status), why,
                 tunnel_status_text(wanted), words);
}

/* ---- truncation and bits
 * ------------------------------------------------------------------------- */

static void test_truncated(void **state)
{
    (void)state;
    image whole = compile(documents, true, false);
    char why[256];
    for (size_t size = 0; size < whole.size; size++) {
        image cut = copy_of(whole, size);
        assert_int_not_equal(try_open(cut, NULL, why), TUNNEL_OK);
        if (size >= sizeof(tunnel_header)) {
            header_of(cut)->size = (uint32_t)size;
            header_of(cut)->is_signed = 0;
            reseal(cut);
            assert_int_not_equal(try_open(cut, NULL, why), TUNNEL_OK);
        }
        free(cut.bytes);
    }
    free(whole.bytes);
}

/* With the key not a single bit may be another; without, none but those of the signature. */
static void test_every_bit(void **state)
{
    (void)state;
    image whole = compile(documents, true, false);
    uint8_t key[1][32];
    tunnel_keys keys = {(const uint8_t(*)[32])key, 1, true};
    char why[256];
    public_key(0, key[0]);
    assert_int_equal(try_open(whole, &keys, why), TUNNEL_OK);
    size_t accepted = 0;
    for (size_t bit = 0; bit < whole.size * 8; bit++) {
        whole.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (is_harmless(whole, bit, false)) {
            assert_true(bit / 8 >= whole.size - TUNNEL_SIGNATURE);
            assert_int_equal(try_open(whole, &keys, why), TUNNEL_WRONG_SIGNATURE);
            accepted++;
        }
        whole.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    assert_int_equal(accepted, TUNNEL_SIGNATURE * 8);
    free(whole.bytes);
}

/* The same by somebody who can make digests: what is accepted then is asked all the same. */
static void test_every_bit_with_its_digest(void **state)
{
    (void)state;
    image whole = compile(documents, false, true);
    size_t accepted = 0, refused = 0;
    for (size_t bit = 0; bit < whole.size * 8; bit++) {
        image changed = copy_of(whole, whole.size);
        changed.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        reseal(changed);
        if (is_harmless(changed, bit, false))
            accepted++;
        else
            refused++;
        free(changed.bytes);
    }
    print_message("of %zu bits %zu refused, %zu harmless\n", whole.size * 8, refused, accepted);
    assert_true(refused > 0 && accepted > 0);
    free(whole.bytes);
}

/* Whole words: what no flip of one bit reaches. */
static void test_words(void **state)
{
    static const uint32_t values[] = {0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
    (void)state;
    image whole = compile(documents, false, false);
    for (size_t at = 0; at + 4 <= whole.size; at += 4)
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            image changed = copy_of(whole, whole.size);
            memcpy(changed.bytes + at, &values[i], 4);
            reseal(changed);
            is_harmless(changed, at / 4, false);
            free(changed.bytes);
        }
    free(whole.bytes);
}

/* ---- signatures
 * ---------------------------------------------------------------------------------- */

static void test_signatures(void **state)
{
    (void)state;
    uint8_t own[1][32], other[1][32];
    public_key(0, own[0]);
    public_key(1, other[0]);
    tunnel_keys with_own = {(const uint8_t(*)[32])own, 1, true};
    tunnel_keys with_other = {(const uint8_t(*)[32])other, 1, true};
    tunnel_keys optional = {(const uint8_t(*)[32])own, 1, false}, none = {NULL, 0, true};
    image is_signed = compile(documents, true, false), plain = compile(documents, false, false);
    expect(is_signed, &with_own, TUNNEL_OK, "");
    expect(is_signed, NULL, TUNNEL_OK, "");
    expect(is_signed, &with_other, TUNNEL_UNKNOWN_KEY, "unknown key");
    expect(is_signed, &none, TUNNEL_UNKNOWN_KEY, "unknown key");
    expect(plain, &with_own, TUNNEL_NOT_SIGNED, "not signed");
    expect(plain, &optional, TUNNEL_OK, "");
    expect(plain, NULL, TUNNEL_OK, "");

    image changed = copy_of(is_signed, is_signed.size);
    changed.bytes[changed.size - 1] ^= 1;
    expect(changed, &with_own, TUNNEL_WRONG_SIGNATURE, "signature");
    expect(changed, NULL, TUNNEL_OK, "");
    free(changed.bytes);

    /* Another's signature in the name of the key. */
    changed = copy_of(is_signed, is_signed.size);
    assert_int_equal(tunnel_policy_seal(changed.bytes, changed.size, private_keys[1]), TUNNEL_OK);
    expect(changed, &with_own, TUNNEL_UNKNOWN_KEY, "unknown key");
    memcpy(header_of(changed)->key_id, header_of(is_signed)->key_id, 8);
    expect(changed, &with_own, TUNNEL_WRONG_DIGEST, "changed");
    free(changed.bytes);
    free(is_signed.bytes);
    free(plain.bytes);
}

static void test_sealing(void **state)
{
    (void)state;
    image is_signed = compile(documents, true, false), plain = compile(documents, false, false);
    assert_int_equal(tunnel_policy_seal(plain.bytes, plain.size, private_keys[0]), TUNNEL_BAD_KEY);
    assert_int_equal(tunnel_policy_seal(is_signed.bytes, is_signed.size, NULL), TUNNEL_BAD_KEY);
    free(is_signed.bytes);
    free(plain.bytes);
}

/* ---- versions and order
 * --------------------------------------------------------------------------- */

static void test_versions(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    expect(made, NULL, TUNNEL_OK, "");
    header_of(made)->major = 2;
    expect(made, NULL, TUNNEL_OTHER_VERSION, "it has format 2.0, and this runtime reads 1.x");
    header_of(made)->major = 0;
    expect(made, NULL, TUNNEL_OTHER_VERSION, "it has format 0.0");
    header_of(made)->major = TUNNEL_MAJOR;
    header_of(made)->minor = 1;
    expect(made, NULL, TUNNEL_WRONG_DIGEST, "changed");
    reseal(made);
    expect(made, NULL, TUNNEL_OK, "");
    header_of(made)->settings ^= 1;
    reseal(made);
    expect(made, NULL, TUNNEL_OTHER_VERSION, "compiled with the settings");
    header_of(made)->settings ^= 1;
    header_of(made)->magic[0] = 'X';
    expect(made, NULL, TUNNEL_NOT_A_POLICY, "does not begin");
    free(made.bytes);
}

/* A section of a number this runtime does not know, at the end. */
static void test_unknown_section(void **state)
{
    (void)state;
    image made = compile(documents, false, false), grown;
    uint32_t count = header_of(made)->section_count;
    grown = (image){calloc(1, made.size + 32), made.size + 32};
    size_t table_end = sizeof(tunnel_header) + count * sizeof(tunnel_section);
    memcpy(grown.bytes, made.bytes, table_end);
    memcpy(grown.bytes + table_end + 16, made.bytes + table_end, made.size - table_end);
    for (uint32_t i = 0; i < count; i++)
        table_of(grown)[i].offset += 16;
    tunnel_section *last = &table_of(grown)[count - 1];
    uint32_t end = (last->offset + last->size + 7) & ~7u;
    table_of(grown)[count] = (tunnel_section){TUNNEL_SECTIONS + 7, 1, end, 8};
    header_of(grown)->section_count++;
    header_of(grown)->size = end + 8;
    grown.size = end + 8;
    reseal(grown);
    expect(grown, NULL, TUNNEL_DAMAGED, "is none of format");
    header_of(grown)->minor = TUNNEL_MINOR + 1;
    reseal(grown);
    expect(grown, NULL, TUNNEL_OK, "");
    assert_true(is_harmless(grown, 0, true));
    free(grown.bytes);
    free(made.bytes);
}

static void test_swapped_sections(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    tunnel_section first = table_of(made)[0];
    table_of(made)[0] = table_of(made)[1];
    table_of(made)[1] = first;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "section");
    free(made.bytes);
}

/* Pins stand in the order of their hashes. */
static void test_order_of_pins(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    const tunnel_section *section = &table_of(made)[SECTION_PINS];
    const tunnel_pin *pins = (const void *)(made.bytes + section->offset);
    uint8_t *bytes = made.bytes + table_of(made)[SECTION_BYTES].offset;
    assert_int_equal(section->count, 2);
    assert_int_equal(pins[0].byte_count, 64);
    assert_int_equal(bytes[pins[0].first_byte], 0x07);
    assert_int_equal(bytes[pins[1].first_byte], 0xA1);
    bytes[pins[0].first_byte] = 0xA2;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "section pins: record 1 is out of order");
    free(made.bytes);
}

/* OIDs by their length, then by their bytes. */
static void test_order_of_oids(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    const tunnel_section *section = &table_of(made)[SECTION_OIDS];
    tunnel_oid *oids = (void *)(made.bytes + section->offset);
    uint32_t last = section->count - 1;
    while (last && oids[last - 1].size != 8) /* the client's own is in views before it */
        last--;
    assert_true(last && oids[last].size == 10);
    oids[last].size = 7;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "is out of order");
    oids[last].size = 33;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "size");
    free(made.bytes);
}

/* Of ranges in the order of the records, the first that is not behind the one before. */
static void test_order_of_ranges(void **state)
{
    (void)state;
    image made = compile(documents, false, false);
    tunnel_entry *entries = (void *)(made.bytes + table_of(made)[SECTION_ENTRIES].offset);
    entries[0].first_balanced++;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED,
           "section entries: record 0 has a range of load_balancing that is not behind");
    entries[0].first_balanced--;
    entries[1].pin_count = UINT32_MAX;
    reseal(made);
    expect(made, NULL, TUNNEL_DAMAGED, "section entries: record 1 has a range of pins that is not");
    free(made.bytes);
}

static void test_memory(void **state)
{
    (void)state;
    image made = compile(documents, false, false), shifted;
    shifted = (image){malloc(made.size + 8), made.size};
    memcpy(shifted.bytes + 4, made.bytes, made.size);
    image unaligned = {shifted.bytes + 4, made.size};
    expect(unaligned, NULL, TUNNEL_DAMAGED, "aligned");
    free(shifted.bytes);
    free(made.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_every_bit),
        cmocka_unit_test(test_every_bit_with_its_digest),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_signatures),
        cmocka_unit_test(test_sealing),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_unknown_section),
        cmocka_unit_test(test_swapped_sections),
        cmocka_unit_test(test_order_of_pins),
        cmocka_unit_test(test_order_of_oids),
        cmocka_unit_test(test_order_of_ranges),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, load_questions, free_questions);
}
