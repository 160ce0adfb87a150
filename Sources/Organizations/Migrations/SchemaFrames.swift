extension OrganizationsSchema {
    /// All that a command shows in a branch is one row, whatever it shows: a row a frame was the largest part
    /// of what commands write. `screen_frames` still reads a row a frame.
    ///
    /// Frames are there for screens that were cut off for a while. Those of before the step are let go: the
    /// streams begin another history, so every screen asks for a snapshot once.
    static let frames = """
        drop table screen_frames;
        create table command_frames (
            organization uuid not null,
            branch uuid not null,
            first bigint not null,
            last bigint not null,
            at timestamptz not null,
            data text compression lz4 not null,
            constraint command_frames_pkey primary key (branch, last, at)
        ) partition by range (at);
        create index command_frames_by_age on command_frames using brin (at);
        create table command_frames_default partition of command_frames default;
        select hesap_tenant_table('command_frames');
        select hesap_guard_partition('command_frames_default', false);
        select hesap_make_partitions((now() - interval '2 months')::date, (now() + interval '3 months')::date);

        create view screen_frames with (security_invoker = true) as
        select kept.organization, kept.branch, kept.first + item.place - 1 as seq, kept.at,
            item.frame->>'type' as type, item.frame->>'entity' as entity, (item.frame->>'id')::uuid as id,
            (item.frame->>'version')::bigint as version, item.frame->>'station' as station,
            item.frame->>'audience' as audience, (item.frame->'data')::text as data
        from command_frames kept
        cross join lateral json_array_elements(kept.data::json) with ordinality as item (frame, place);
        grant select on screen_frames to hesap_app, hesap_system;
        update stream_epochs set epoch = gen_random_uuid()::text;
        """
}
