"""Turns an empty Tryton database into the sandbox's company, without a hand.

    /usr/bin/python3 bootstrap-tryton.py TRYTOND.CONF DATABASE PLAN.json

Needs a database in which the modules are already activated and no company exists yet; run it once. It talks to
Tryton in-process through proteus, so no server is needed. The plan is what plan-bootstrap.ts writes:

    {"company", "currency", "currencies": [{"code", "name", "digits", "rate"}], "countries": [{"code", "name"}],
     "taxPercents": ["20"], "fiscalYears": [2026], "paymentTerms": [{"name", "days"}], "webShop",
     "products": [{"code", "name", "price", "taxPercent", "kind": "stocked"|"consumable"|"service", "stock": "5"|null}],
     "user": {"login", "password", "name", "groups": ["Sales"]}}

Everything can be found again by name or code; no database id is promised. Records that may be many are created in one
call each: a call per record takes 20 ms and more.
"""
import datetime
import json
import sys
from decimal import Decimal

from proteus import Model, Wizard, config


def finish_module_wizards():
    ConfigItem = Model.get('ir.module.config_wizard.item')
    for item in ConfigItem.find([('state', '!=', 'done')]):
        item.state = 'done'
        item.save()


def create_currencies(plan):
    """A rate is units of that currency for one of the company's; without any, Tryton refuses to convert."""
    Currency = Model.get('currency.currency')
    known = {c.code: c for c in Currency.find([])}
    for wanted in plan['currencies']:
        currency = known.get(wanted['code']) or Currency(code=wanted['code'])
        currency.name = wanted['name']
        currency.symbol = wanted['code']
        currency.digits = wanted['digits']
        currency.rounding = Decimal(1).scaleb(-wanted['digits'])
        if not currency.rates:
            currency.rates.new(date=datetime.date(min(plan['fiscalYears']), 1, 1), rate=Decimal(wanted['rate']))
        currency.save()
        known[wanted['code']] = currency
    return known


def create_countries(proxy, plan):
    proxy('country.country').create([{'code': c['code'], 'name': c['name']} for c in plan['countries']], {})


def create_company(plan, currency):
    Party = Model.get('party.party')
    party = Party(name=plan['company'])
    party.save()
    wizard = Wizard('company.company.config')
    wizard.execute('company')
    wizard.form.party = party
    wizard.form.currency = currency
    wizard.execute('add')
    User = Model.get('res.user')
    settings = config.get_config()
    settings._context = User.get_preferences(True, settings.context)
    return Model.get('company.company').find([])[0]


def create_chart(company):
    """The generic chart that comes with module `account`; answers its accounts by type."""
    AccountTemplate = Model.get('account.account.template')
    Account = Model.get('account.account')
    root, = AccountTemplate.find([('parent', '=', None)])
    wizard = Wizard('account.create_chart')
    wizard.execute('account')
    wizard.form.account_template = root
    wizard.form.company = company
    wizard.execute('create_account')

    def first(kind):
        return Account.find([('company', '=', company.id), ('type.' + kind, '=', True), ('closed', '=', False)])[0]
    accounts = {kind: first(kind) for kind in ('receivable', 'payable', 'revenue', 'expense')}
    accounts['tax'], = Account.find([('company', '=', company.id), ('name', '=', 'Main Tax')])
    accounts['cash'], = Account.find([('company', '=', company.id), ('name', '=', 'Main Cash')])
    wizard.form.account_receivable = accounts['receivable']
    wizard.form.account_payable = accounts['payable']
    wizard.execute('create_properties')
    return accounts


def create_fiscal_year(company, year):
    Sequence = Model.get('ir.sequence')
    StrictSequence = Model.get('ir.sequence.strict')
    SequenceType = Model.get('ir.sequence.type')
    move_type, = SequenceType.find([('name', '=', 'Account Move')])
    invoice_type, = SequenceType.find([('name', '=', 'Invoice')])
    post = Sequence(name='Moves %s' % year, sequence_type=move_type, company=company)
    post.save()
    invoices = StrictSequence(
        name='Invoices %s' % year, sequence_type=invoice_type, company=company, prefix='%s-' % year)
    invoices.save()
    FiscalYear = Model.get('account.fiscalyear')
    fiscal_year = FiscalYear(name=str(year), company=company, post_move_sequence=post)
    fiscal_year.start_date = datetime.date(year, 1, 1)
    fiscal_year.end_date = datetime.date(year, 12, 31)
    sequences, = fiscal_year.invoice_sequences
    for field in ('out_invoice_sequence', 'out_credit_note_sequence', 'in_invoice_sequence', 'in_credit_note_sequence'):
        setattr(sequences, field, invoices)
    fiscal_year.save()
    fiscal_year.click('create_period')


def create_taxes(company, accounts, percents):
    """One sale tax per percent, 0 included, so that each shop rate has a tax to be mapped to."""
    Tax = Model.get('account.tax')
    taxes = {}
    for percent in percents:
        tax = Tax(name='VAT %s %%' % percent, description='VAT %s %%' % percent, type='percentage', company=company)
        tax.rate = Decimal(percent) / 100
        tax.invoice_account = accounts['tax']
        tax.credit_note_account = accounts['tax']
        tax.save()
        taxes[percent] = tax
    return taxes


def create_payment(company, accounts, terms):
    """Terms for the orders, and the method by which an invoice can be paid."""
    PaymentTerm = Model.get('account.invoice.payment_term')
    for wanted in terms:
        term = PaymentTerm(name=wanted['name'])
        line = term.lines.new(type='remainder')
        if wanted['days']:
            line.relativedeltas.new(days=wanted['days'])
        term.save()
    Journal = Model.get('account.journal')
    PaymentMethod = Model.get('account.invoice.payment.method')
    cash, = Journal.find([('type', '=', 'cash')], limit=1)
    method = PaymentMethod(name='Shop payment', company=company, journal=cash)
    method.credit_account = accounts['cash']
    method.debit_account = accounts['cash']
    method.save()


def create_products(proxy, context, accounts, taxes, products):
    """Taxes sit on the accounting category, so there is one category per tax. The code is `suffix_code` on the variant."""
    Category = Model.get('product.category')
    categories = {}
    for percent, tax in taxes.items():
        category = Category(name='VAT %s %%' % percent, accounting=True)
        category.account_revenue = accounts['revenue']
        category.account_expense = accounts['expense']
        category.customer_taxes.append(Model.get('account.tax')(tax.id))
        category.save()
        categories[percent] = category.id
    unit, = Model.get('product.uom').find([('name', '=', 'Unit')])
    proxy('product.template').create([{
        'name': p['name'],
        'type': 'service' if p['kind'] == 'service' else 'goods',
        'consumable': p['kind'] == 'consumable',
        'salable': True,
        'default_uom': unit.id,
        'sale_uom': unit.id,
        'list_price': Decimal(p['price']),
        'account_category': categories[p['taxPercent']],
        'products': [('create', [{'suffix_code': p['code'], 'cost_price': Decimal(0)}])],
        } for p in products], context)


def count_stock(proxy, context, products):
    """An inventory of what the plan says is on hand; its confirmation makes the moves."""
    counted = [p for p in products if p['kind'] == 'stocked']
    if not counted:
        return
    found = proxy('product.product').search_read(
        [('code', 'in', [p['code'] for p in counted])], 0, None, None, ['code'], context)
    ids = {row['code']: row['id'] for row in found}
    storage, = Model.get('stock.location').find([('code', '=', 'STO')])
    inventory, = proxy('stock.inventory').create([{
        'location': storage.id,
        'date': datetime.date.today(),
        'lines': [('create', [{'product': ids[p['code']], 'quantity': float(p['stock'])} for p in counted])],
        }], context)
    proxy('stock.inventory').confirm([inventory], context)


def create_web_shop(company, currency, name):
    """`web_id` on a sale, the unique key of an order, asks for a web shop."""
    Shop = Model.get('web.shop')
    warehouse, = Model.get('stock.location').find([('type', '=', 'warehouse')], limit=1)
    shop = Shop(name=name, company=company, currency=currency)
    shop.warehouses.append(Model.get('stock.location')(warehouse.id))
    shop.save()


def create_user(company, wanted):
    User = Model.get('res.user')
    Group = Model.get('res.group')
    user = User(name=wanted['name'], login=wanted['login'], password=wanted['password'])
    user.companies.append(Model.get('company.company')(company.id))
    user.company = company
    for name in wanted['groups']:
        group, = Group.find([('name', '=', name)])
        user.groups.append(group)
    user.save()


def main(config_file, database, plan_file):
    with open(plan_file) as source:
        plan = json.load(source)
    settings = config.set_trytond(database=database, user='admin', config_file=config_file)

    def proxy(name):
        return settings.get_proxy(name)

    def step(line):
        print(line, flush=True)

    finish_module_wizards()
    step('currencies and countries')
    currencies = create_currencies(plan)
    currency = currencies[plan['currency']]
    create_countries(proxy, plan)
    step('company and accounts')
    company = create_company(plan, currency)
    accounts = create_chart(company)
    for year in plan['fiscalYears']:
        create_fiscal_year(company, year)
    taxes = create_taxes(company, accounts, plan['taxPercents'])
    create_payment(company, accounts, plan['paymentTerms'])
    step('products and stock')
    context = settings.context
    create_products(proxy, context, accounts, taxes, plan['products'])
    count_stock(proxy, context, plan['products'])
    create_web_shop(company, currency, plan['webShop'])
    create_user(company, plan['user'])
    step('done')


if __name__ == '__main__':
    main(*sys.argv[1:])
