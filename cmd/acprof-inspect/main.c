/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof inspect */
#include <stdlib.h>
#include <string.h>

#include "cmd/image/image.h"
#include "inspect.h"

static int cmd_inspect(int argc, char **argv);

const cmd_command cmd_commands[] = {CMD_INSPECT_ROW(cmd_inspect), {0}};

/* Twice: first to know how long it is. */
static int print(inspection *i, bool json)
{
    tunnel_buffer buffer = {0};
    tunnel_status status = TUNNEL_BUFFER_TOO_SMALL;
    while (status == TUNNEL_BUFFER_TOO_SMALL) {
        size_t size = buffer.needed;
        free(buffer.memory);
        buffer = (tunnel_buffer){.memory = malloc(size + 1), .size = size};
        if (!buffer.memory) {
            cmd_message("out of memory");
            return CMD_IO;
        }
        i->out = (tunnel_writer){.text = &buffer};
        if (json)
            inspect_json(i);
        else
            inspect_text(i);
        tunnel_write(&i->out, json ? "\n" : "");
        status = tunnel_write_end(&i->out);
    }
    int code = cmd_write_stdout(buffer.memory, buffer.used);
    free(buffer.memory);
    return code;
}

static int inspect(const char *path, const image_keys *keys, bool json)
{
    tunnel_policy *policy;
    int code = image_open(path, keys, &policy);
    if (code != CMD_OK)
        return code;
    const char *slash = strrchr(path, '/');
    inspection i = {.policy = policy, .name = slash ? slash + 1 : path};
    if (tunnel_policy_is_signed(policy))
        i.signature = keys->count ? SIGNATURE_VALID : SIGNATURE_NOT_CHECKED;
    code = print(&i, json);
    tunnel_policy_close(policy);
    return code;
}

static int cmd_inspect(int argc, char **argv)
{
    cmd_args args;
    image_keys keys = {0};
    const char *value;
    bool json = false;
    int option, code = CMD_USAGE;
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int bad_key = CMD_OK;
    while (bad_key == CMD_OK && (option = cmd_args_next(&args, &value)) >= 0) {
        if (option == INSPECT_FORMAT)
            json = args.choice == 1;
        else if (option == INSPECT_VERIFY_KEY)
            bad_key = image_add_key(&keys, value);
        else
            keys.required = true;
    }
    if (bad_key != CMD_OK)
        code = bad_key;
    else if (option == CMD_HELP)
        code = args.choice;
    else if (option == CMD_END && args.operand_count != 1)
        cmd_usage(&args, args.operand_count ? "one image at a time" : "no image is named");
    else if (option == CMD_END)
        code = inspect(args.operands[0], &keys, json);
    image_keys_free(&keys);
    cmd_args_free(&args);
    return code;
}

int main(int argc, char **argv)
{
    return cmd_program(argc, argv, "inspect");
}
