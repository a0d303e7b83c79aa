import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';

interface Props {
  title: string;
  children: ReactNode;
  discard: string;
  keep: string;
  onDiscard: () => Promise<void>;
  /** Also for whoever closes the question without an answer. */
  onKeep: () => void;
}

export function DiscardQuestion({ title, children, discard, keep, onDiscard, onKeep }: Props) {
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      open
      title={title}
      okText={discard}
      okButtonProps={{ danger: true, loading: busy }}
      cancelText={keep}
      cancelButtonProps={{ disabled: busy }}
      onOk={() => {
        setBusy(true);
        void onDiscard();
      }}
      onCancel={() => busy || onKeep()}
    >
      {children}
    </Modal>
  );
}
