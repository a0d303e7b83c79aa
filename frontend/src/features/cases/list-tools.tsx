import { Button, Checkbox, Input, Popconfirm, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storedKey, useStored } from '../../lib/stored';
import { upTo } from '../../lib/up-to';
import { isViews, withView } from './views';

const LONGEST_NAME = 20;

interface ViewsProps {
  userId: string;
  search: string;
  onOpen: (search: string) => void;
}

/** Filters kept under a name, one press away. They hold codes and dates, never what was searched for. */
export function SavedViews({ userId, search, onOpen }: ViewsProps) {
  const { t } = useTranslation();
  const [views, setViews] = useStored(storedKey(userId, 'case-views'), [], isViews);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const keep = () => {
    if (!name.trim() || [...name].length > LONGEST_NAME) return;
    setViews(withView(views, name, search));
    setName('');
    setNaming(false);
  };
  if (views.length === 0 && !search) return null;
  return (
    <fieldset className="saved-views" aria-label={t('cases.views')}>
      {views.map((view) => (
        <Space.Compact key={view.name}>
          <Button
            type={view.search === search ? 'primary' : 'default'}
            aria-pressed={view.search === search}
            onClick={() => onOpen(view.search)}
          >
            {view.name}
          </Button>
          <Popconfirm
            title={t('cases.view_remove', { name: view.name })}
            okText={t('ui.remove')}
            cancelText={t('ui.cancel')}
            onConfirm={() => setViews(views.filter((each) => each.name !== view.name))}
          >
            <Button aria-label={t('cases.view_remove', { name: view.name })}>×</Button>
          </Popconfirm>
        </Space.Compact>
      ))}
      {search && !views.some((view) => view.search === search) && (
        <Popover
          trigger="click"
          open={naming}
          onOpenChange={setNaming}
          content={
            <Space.Compact>
              <Input
                value={name}
                {...upTo(LONGEST_NAME)}
                autoFocus
                aria-label={t('cases.view_name')}
                placeholder={t('cases.view_name')}
                onChange={(event) => setName(event.target.value)}
                onPressEnter={keep}
              />
              <Button type="primary" onClick={keep}>
                {t('ui.save')}
              </Button>
            </Space.Compact>
          }
        >
          <Button type="dashed">{t('cases.view_keep')}</Button>
        </Popover>
      )}
    </fieldset>
  );
}

interface ColumnsProps {
  columns: { value: string; label: string }[];
  hidden: string[];
  onChange: (hidden: string[]) => void;
}

export function ColumnChoice({ columns, hidden, onChange }: ColumnsProps) {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-choice"
          options={columns}
          value={columns.map((column) => column.value).filter((code) => !hidden.includes(code))}
          onChange={(shown) =>
            onChange(columns.map((column) => column.value).filter((code) => !shown.includes(code)))
          }
        />
      }
    >
      <Button>{t('cases.columns')}</Button>
    </Popover>
  );
}
