"""Tax that payers kept, its certificates, and their guards: a certificate comes to what it is for."""

import django.db.models.deletion
import openbill.foundation.tenancy.relations
import openbill.primitives.identifiers
from django.db import migrations, models

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    guard_tenant_table,
)

# It runs at the end of a transaction, when no organization is in force any more: as its owner, who sees all.
ADDS_UP = """
CREATE FUNCTION tax_certificate_adds_up() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept bigint;
BEGIN
    SELECT coalesce(sum(item.amount_minor), 0)::bigint INTO kept
    FROM withheld_tax withheld
    JOIN open_item item ON item.organization_id = withheld.organization_id AND item.id = withheld.item_id
    WHERE withheld.organization_id = NEW.organization_id AND withheld.certificate_id = NEW.id;
    IF kept <> NEW.amount_minor THEN
        RAISE EXCEPTION 'The certificate % is over %, and its taxes come to %.', NEW.id, NEW.amount_minor, kept
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tax_certificate_adds_up';
    END IF;
    RETURN NULL;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0003_search'),
        ('documents', '0004_letterhead_guards'),
        ('payments', '0004_money_under_way'),
        ('receivables', '0009_numbers_as_compared'),
    ]

    operations = [
        migrations.CreateModel(
            name='TaxCertificate',
            fields=[
                ('pk', models.CompositePrimaryKey('organization_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organization_id', models.UUIDField()),
                ('id', models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ('number', models.TextField()),
                ('issued_on', models.DateField()),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('kept_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.TextField(default='')),
                ('command_id', models.UUIDField()),
                ('customer_id', models.UUIDField(editable=False)),
                ('file_id', models.UUIDField(editable=False, null=True)),
                ('customer', openbill.foundation.tenancy.relations.TenantRelation(from_fields=['organization_id', ''], on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.customer', to_fields=['organization_id', 'id'])),
                ('file', openbill.foundation.tenancy.relations.TenantRelation(from_fields=['organization_id', ''], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.storedfile', to_fields=['organization_id', 'id'])),
            ],
            options={
                'db_table': 'tax_certificate',
            },
        ),
        migrations.CreateModel(
            name='WithheldTax',
            fields=[
                ('pk', models.CompositePrimaryKey('organization_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organization_id', models.UUIDField()),
                ('id', models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ('refused_because', models.TextField(default='')),
                ('command_id', models.UUIDField()),
                ('item_id', models.UUIDField(editable=False)),
                ('customer_id', models.UUIDField(editable=False)),
                ('certificate_id', models.UUIDField(editable=False, null=True)),
                ('certificate', openbill.foundation.tenancy.relations.TenantRelation(from_fields=['organization_id', ''], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='payments.taxcertificate', to_fields=['organization_id', 'id'])),
                ('customer', openbill.foundation.tenancy.relations.TenantRelation(from_fields=['organization_id', ''], on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.customer', to_fields=['organization_id', 'id'])),
                ('item', openbill.foundation.tenancy.relations.TenantRelation(from_fields=['organization_id', ''], on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='receivables.openitem', to_fields=['organization_id', 'id'])),
            ],
            options={
                'db_table': 'withheld_tax',
            },
        ),
        migrations.AddConstraint(
            model_name='taxcertificate',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('organization_id', 'customer_id', 'number'), name='tax_certificate_is_kept_once'),
        ),
        migrations.AddConstraint(
            model_name='taxcertificate',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='tax_certificate_amount'),
        ),
        migrations.AddConstraint(
            model_name='taxcertificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='tax_certificate_is_withdrawn_for_a_reason'),
        ),
        migrations.AddIndex(
            model_name='withheldtax',
            index=models.Index(fields=['organization_id', 'customer_id'], name='withheld_tax_customer'),
        ),
        migrations.AddIndex(
            model_name='withheldtax',
            index=models.Index(fields=['organization_id', 'certificate_id'], name='withheld_tax_certificate'),
        ),
        migrations.AddIndex(
            model_name='withheldtax',
            index=models.Index(condition=models.Q(('certificate_id', None), ('refused_because', '')), fields=['organization_id', 'id'], name='withheld_tax_awaited'),
        ),
        migrations.AddConstraint(
            model_name='withheldtax',
            constraint=models.UniqueConstraint(fields=('organization_id', 'item_id'), name='withheld_tax_is_noted_once'),
        ),
        migrations.AddConstraint(
            model_name='withheldtax',
            constraint=models.CheckConstraint(condition=models.Q(('certificate_id', None), ('refused_because', ''), _connector='OR'), name='withheld_tax_is_certified_or_refused'),
        ),
        *flatten(
            add_tenant_relation("tax_certificate", "customer_id", "customer"),
            add_tenant_relation("tax_certificate", "file_id", "stored_file"),
            add_tenant_relation("tax_certificate", "command_id", "command_log"),
            guard_tenant_table(
                "tax_certificate", "SELECT", "INSERT", "UPDATE (file_id, withdrawn_at, withdrawn_because)"
            ),
            forbid_change("tax_certificate", "DELETE"),
            add_tenant_relation("withheld_tax", "item_id", "open_item"),
            add_tenant_relation("withheld_tax", "customer_id", "customer"),
            add_tenant_relation("withheld_tax", "certificate_id", "tax_certificate"),
            add_tenant_relation("withheld_tax", "command_id", "command_log"),
            guard_tenant_table("withheld_tax", "SELECT", "INSERT", "UPDATE (certificate_id, refused_because)"),
            forbid_change("withheld_tax", "DELETE"),
            RunStatement(ADDS_UP, "DROP FUNCTION tax_certificate_adds_up()"),
            RunStatement(
                "CREATE CONSTRAINT TRIGGER tax_certificate_adds_up AFTER INSERT ON tax_certificate"
                " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tax_certificate_adds_up()",
                "DROP TRIGGER tax_certificate_adds_up ON tax_certificate",
            ),
        ),
    ]
